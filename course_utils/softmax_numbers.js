// The numbers of the softmax demo, and numbers as text. This stands before softmax_demo.js, as widget_parts.js does.

const MOST_CLASSES = 6;
const FEWEST_CLASSES = 2;
// What the slider covers. A logit beyond it keeps its value; only the thumb stops.
const SLIDER = { min: -10, max: 10 };
// float32, PyTorch's usual numbers, has no room for exp(logit) beyond this logit.
const LARGEST_DRAWN_LOGIT = 88;

// --- Numbers ---

/** exp → sum → division → −log. Finite for all finite logits, because the largest is subtracted first. */
export function compute(logits, trueClass) {
  const largest = Math.max(...logits);
  // Two logits may be further apart than the largest number that there is.
  const shifted = logits.map((logit) => Math.max(logit - largest, -Number.MAX_VALUE));
  const exps = shifted.map(Math.exp);
  const sum = exps.reduce((total, exp) => total + exp, 0);
  const logProbs = shifted.map((logit) => logit - Math.log(sum));
  // log(1 − prob): what is left for the other classes, exact even where a prob is so near to 1 that it rounds to 1.
  const logRests = shifted.map((_, i) => logSumExp(shifted.filter((_, j) => j !== i)) - Math.log(sum));
  const logRest = logRests[trueClass];
  // log1p is exact for a loss near 0, the other formula for a loss that is large.
  const loss = logRest < Math.log(0.5) ? -Math.log1p(-Math.exp(logRest)) : -logProbs[trueClass];
  return {
    probs: exps.map((exp) => exp / sum),
    logProbs,
    logRests,
    // The gradient of the loss on each logit, prob − one-hot: its sign, and the logarithm of its size.
    pushes: logProbs.map((logProb, i) => (i === trueClass ? { sign: -1, log: logRests[i] } : { sign: 1, log: logProb })),
    logSum: largest + Math.log(sum),
    loss,
    // For a loss that is too small for a number: −log(1 − rest) is nearly the rest.
    logLoss: loss > Number.MIN_VALUE * 1e10 ? Math.log(loss) : logRest,
  };
}

function logSumExp(values) {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/** The scale of the exp bars: the next 1, 2 or 5 × a power of ten. Returned as its logarithm; null if no bar fits. */
export function barScale(logits) {
  const drawn = logits.filter((logit) => Math.abs(logit) <= LARGEST_DRAWN_LOGIT);
  if (drawn.length === 0) return null;
  const log10 = Math.max(...drawn) / Math.LN10;
  const power = Math.floor(log10);
  const step = [1, 2, 5, 10].find((step) => Math.log10(step) >= log10 - power - 1e-12);
  return (power + Math.log10(step)) * Math.LN10;
}

// --- Numbers as text ---

/** exp(log) as text, even where it is too large or too small for a number: 1000 → "1.97 × 10⁴³⁴". */
export function expText(log) {
  if (log > Math.log(0.001) && log < Math.log(1e6)) return numberText(Math.exp(log));
  const log10 = log / Math.LN10;
  // So far out, only the power of ten is known.
  if (Math.abs(log10) >= 1e6) return `10^(${scientific(log10)})`;
  let power = Math.floor(log10);
  let digits = (10 ** (log10 - power)).toFixed(2);
  if (digits === "10.00") [digits, power] = ["1.00", power + 1];
  return `${Number(digits)}${TIMES}10${superscript(power)}`;
}

/** A prob as text. One near 0 or 1 is never written as if it were 0 or 1: no finite logits give that. */
export function probText(logProb, logRest) {
  if (logRest < Math.log(0.00005)) return ONE_MINUS + expText(logRest);
  return logProb < Math.log(0.001) ? expText(logProb) : Math.exp(logProb).toFixed(4);
}

const trueProbText = ({ logProbs, logRests }, trueClass) => probText(logProbs[trueClass], logRests[trueClass]);

const lossText = ({ loss, logLoss }) => (loss < 0.001 ? expText(logLoss) : numberText(loss));

/** A divisor as text: brackets around "1.97 × 10⁴³⁴". */
const bracketed = (text) => (/[×−]/.test(text) ? `(${text})` : text);
