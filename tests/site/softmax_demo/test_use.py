"""The softmax demo in use: what it computes and shows, and what somebody can do, in a real browser."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from scipy.special import log_softmax, softmax

from tests.site.softmax_demo.conftest import MODULE, fact, field, note, number, press, set_logits, shown

pytestmark = pytest.mark.slow


def said_and_written(page: Page) -> str:
    """Everything that a page says: its text, and its attributes."""
    return page.evaluate("document.querySelector('main').outerHTML") + page.evaluate("document.body.innerText")


# --- Numbers ---


def test_starts_with_three_classes(page: Page) -> None:
    assert page.locator("tbody .name").all_inner_texts() == ["low", "medium", "high"]
    assert shown(page, "prob") == pytest.approx([0.0900, 0.6652, 0.2447], abs=1e-12)
    assert shown(page, "push") == pytest.approx([0.0900, -0.3348, 0.2447], abs=1e-12)
    assert page.locator(".bar.push.up").count() == 1
    assert fact(page, "true class").inner_text() == "medium"
    assert fact(page, "its log-prob").inner_text() == "−0.4076"
    assert fact(page, "loss = −log-prob").inner_text() == "0.4076"
    assert page.locator("tbody .one-hot").all_inner_texts() == ["0", "1", "0"]


def test_shows_scipys_numbers(page: Page) -> None:
    rng = np.random.default_rng(4)
    for n in (2, 3, 3, 4, 5, 6, 6, 2):
        logits = np.round(rng.normal(scale=rng.choice([1, 5, 50]), size=n), 3)
        set_logits(page, logits.tolist())
        true_class = int(rng.integers(n))
        page.get_by_role("radio").nth(true_class).check()
        loss = -log_softmax(logits)[true_class]
        np.testing.assert_allclose(shown(page, "prob"), softmax(logits), rtol=6e-3, atol=5.1e-5)
        exps = [number(text.split(",")[0]) for text in page.locator("tbody .exp .value").all_inner_texts()]
        np.testing.assert_allclose(exps, np.exp(logits), rtol=6e-3, atol=5.1e-5)
        assert number(fact(page, "its prob").inner_text()) == pytest.approx(np.exp(-loss), rel=6e-3, abs=5.1e-5)
        assert number(fact(page, "loss = −log-prob").inner_text()) == pytest.approx(loss, rel=6e-3, abs=5.1e-5)
        pushes = softmax(logits) - np.eye(n)[true_class]
        np.testing.assert_allclose(shown(page, "push"), pushes, rtol=6e-3, atol=5.1e-5)
        widths = page.locator(".fill.prob").evaluate_all("all => all.map(bar => parseFloat(bar.style.width))")
        np.testing.assert_allclose(widths, 100 * softmax(logits), atol=1e-3)


def test_computes_as_scipy_does(page: Page) -> None:
    rng = np.random.default_rng(5)
    cases = [(rng.normal(scale=10.0 ** rng.integers(-2, 4), size=rng.integers(2, 7)).tolist(), 1) for _ in range(200)]
    results = page.evaluate(
        """async ([source, cases]) => {
            const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
            return cases.map(([logits, trueClass]) => module.compute(logits, trueClass));
        }""",
        [MODULE.replace("export default", "export const demo ="), cases],
    )
    for (logits, true_class), result in zip(cases, results, strict=True):
        np.testing.assert_allclose(result["probs"], softmax(logits), rtol=1e-12, atol=1e-300)
        np.testing.assert_allclose(result["logProbs"], log_softmax(logits), rtol=1e-12, atol=1e-12)
        # SciPy's own number is off by rounding where the loss is nearly 0: what is left for the others is exact.
        others = np.delete(softmax(logits), true_class).sum()
        expected = -np.log1p(-others) if others < 0.5 else -log_softmax(logits)[true_class]
        assert result["loss"] == pytest.approx(expected, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    "logits",
    [
        [1000, -1000, 0.5],
        [1000, 1000, 1000, -1000, -999, 0],
        [1e300, -1e300, 2],
        [-1e300, 1e300],
        [1.7e308, -1.7e308, 0],
        [5e-324, -5e-324],
        [-100, -200],
    ],
    ids=str,
)
def test_extreme_logits_give_finite_numbers(page: Page, logits: list[float]) -> None:
    set_logits(page, logits)
    for i in range(len(logits)):
        page.get_by_role("radio").nth(i).check()
        everything = said_and_written(page)
        for bad in ("NaN", "Infinity", "undefined", "null"):
            assert bad not in everything
        texts = [*page.locator("tbody .prob .value").all_inner_texts(), fact(page, "its prob").inner_text()]
        assert not {"0", "1", "0.0000", "1.0000", "-0"} & set(texts)
        assert fact(page, "loss = −log-prob").inner_text() not in ("0", "0.0000")
        assert [
            float(value)
            for value in page.locator("tbody input[type=text]").evaluate_all("all => all.map(f => f.value)")
        ] == logits
    for button in ("Add a constant", "Scale"):
        press(page, button)
        assert "NaN" not in said_and_written(page) and "Infinity" not in said_and_written(page)


def test_too_large_to_draw_says_so(page: Page) -> None:
    set_logits(page, [1000, 2, -1000])
    texts = [text.replace("\u00a0", " ") for text in page.locator("tbody .exp .value").all_inner_texts()]
    assert texts == ["1.97 × 10⁴³⁴, too large to draw", "7.3891", "5.08 × 10⁻⁴³⁵, too small to draw"]
    assert page.locator("thead .scale").nth(2).inner_text() == "full bar = 10"
    assert page.locator(".fill.exp").evaluate_all("all => all.map(bar => bar.style.width)") == [
        "100%",
        "73.8906%",
        "0%",
    ]
    assert fact(page, "loss = −log-prob").inner_text() == "998"
    expect(page.locator(".steps")).to_contain_text("float32 has no room")


def test_formulas_have_the_numbers_in_them(page: Page) -> None:
    formulas = [text.replace("\u00a0", " ") for text in page.locator(".formula").all_inner_texts()]
    assert formulas == [
        "exp(1) ≈ 2.7183",
        "exp(3) ≈ 20.0855",
        "exp(2) ≈ 7.3891",
        "2.7183 + 20.0855 + 7.3891 ≈ 30.1929",
        "exp(3) / sum ≈ 20.0855 / 30.1929 ≈ 0.6652",
        "−log(0.6652) ≈ 0.4076",
        "0.0900 − 0 ≈ 0.0900",
        "0.6652 − 1 ≈ −0.3348",
        "0.2447 − 0 ≈ 0.2447",
    ]


# --- What somebody can do ---


def test_chooses_the_true_class_by_radio_button_row_and_bar(page: Page) -> None:
    page.get_by_role("radio", name="true class: low").check()
    assert fact(page, "true class").inner_text() == "low"
    page.locator("tbody tr").nth(2).locator(".one-hot").click()
    assert fact(page, "true class").inner_text() == "high"
    page.locator(".bar").nth(3).click()
    assert fact(page, "true class").inner_text() == "medium"
    assert fact(page, "loss = −log-prob").inner_text() == "0.4076"


def test_moves_a_logit_by_slider(page: Page) -> None:
    slider = page.get_by_role("slider", name="logit of low, slider")
    slider.fill("3.5")
    assert field(page, "low").input_value() == "3.5"
    slider.press("ArrowRight")
    assert field(page, "low").input_value() == "3.6"
    slider.press("Shift+ArrowLeft")
    assert field(page, "low").input_value() == "3.59"
    field(page, "low").press("ArrowUp")
    assert field(page, "low").input_value() == "3.69"


@pytest.mark.parametrize("width", [768, 1280, 1440])
def test_sliders_are_wide_enough_for_their_numbers(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    assert page.get_by_role("slider").first.evaluate("slider => slider.offsetWidth") >= 200


def test_a_number_stays_as_it_was_typed(page: Page) -> None:
    for typed, kept in {"7,5": "7.5", "−0.1234567": "-0.1234567", "12.345678901": "12.345678901"}.items():
        field(page, "low").fill(typed)
        assert shown(page, "exp")[0] == pytest.approx(np.exp(float(kept)), rel=6e-3)
        field(page, "low").press("Tab")
        assert field(page, "low").input_value() == kept
        assert f"exp({kept.replace('-', '−')})" in page.locator(".steps").inner_text()


def test_slider_stops_at_its_end_but_the_logit_does_not(page: Page) -> None:
    field(page, "low").fill("1000")
    slider = page.get_by_role("slider", name="logit of low, slider")
    assert slider.input_value() == "10"
    assert slider.get_attribute("aria-valuetext") == "1000, beyond the slider's end"
    page.get_by_role("radio").nth(2).check()
    assert field(page, "low").input_value() == "1000"


@pytest.mark.parametrize("text", ["", "-", "1e999"])
def test_what_is_no_number_keeps_the_last_good_one_and_says_so(page: Page, text: str) -> None:
    field(page, "high").fill("-2.5")
    field(page, "high").press("Control+a")
    field(page, "high").press("Delete")
    field(page, "high").press_sequentially(text)
    message = page.locator("tbody .message").nth(2)
    if text != "1e999":  # 1e9 on the way to it is a number
        expect(message).to_have_text("Not a number, so it is still −2.5.", timeout=3000)
        assert field(page, "high").get_attribute("aria-invalid") == "true"
    field(page, "high").press("Tab")
    assert "Not a number" in message.inner_text()
    assert np.isfinite(float(field(page, "high").input_value()))
    field(page, "high").fill("4")
    assert message.inner_text() == ""


def test_a_constant_changes_nothing_but_the_exps(page: Page) -> None:
    before = shown(page, "prob")
    page.get_by_role("spinbutton", name="constant").fill("-3.5")
    press(page, "Add a constant")
    assert field(page, "low").input_value() == "-2.5"
    assert shown(page, "prob") == before
    assert "stay the same" in note(page).inner_text()
    page.get_by_role("spinbutton", name="constant").fill("1e300")
    press(page, "Add a constant")
    assert "by rounding" in note(page).inner_text()


@pytest.mark.parametrize(
    ("factor", "says"),
    [
        ("2", "temperature 0.5"),
        ("0.1", "temperature 10"),
        ("0", "all are equal"),
        ("-1", "turned around"),
        ("1", "nothing changes"),
    ],
)
def test_scaling_is_a_temperature(page: Page, factor: str, says: str) -> None:
    page.get_by_role("spinbutton", name="factor").fill(factor)
    page.get_by_role("spinbutton", name="factor").press("Enter")
    np.testing.assert_allclose(
        shown(page, "prob"), softmax(float(factor) * np.array([1, 3, 2])), rtol=6e-3, atol=5.1e-5
    )
    assert says in note(page).inner_text()


@pytest.mark.parametrize(
    ("logits", "says"),
    [
        ([2, 2, 2], "the probs stay equal"),
        ([2, 2, 1], "the 2 largest probs go towards 1/2 each"),
        ([3, 2, 1], "goes towards 1."),
    ],
)
def test_says_where_scaling_leads_also_for_equal_logits(page: Page, logits: list[float], says: str) -> None:
    set_logits(page, logits)
    press(page, "Scale")
    assert says in note(page).inner_text()


def test_a_logit_can_not_be_made_infinite(page: Page) -> None:
    field(page, "low").fill("1e308")
    page.get_by_role("spinbutton", name="factor").fill("100")
    press(page, "Scale")
    assert "Nothing was changed" in note(page).inner_text()
    assert float(field(page, "low").input_value()) == 1e308


def test_situations(page: Page) -> None:
    press(page, "All equal")
    assert number(fact(page, "loss = −log-prob").inner_text()) == pytest.approx(np.log(3), abs=5e-5)
    press(page, "One much bigger")
    assert number(fact(page, "loss = −log-prob").inner_text()) < 0.001
    press(page, "One much smaller")
    assert number(fact(page, "loss = −log-prob").inner_text()) > 8


def test_adds_and_removes_classes(page: Page) -> None:
    for _ in range(5):
        press(page, "Add a class")
    assert page.locator("tbody .name").all_inner_texts() == ["low", "medium", "high", "class 3", "class 4", "class 5"]
    assert "room for 6 classes" in note(page).inner_text()
    press(page, "remove low")
    assert fact(page, "true class").inner_text() == "medium"
    press(page, "remove medium")
    assert fact(page, "true class").inner_text() == "high"
    assert "true class is now high" in note(page).inner_text()
    for _ in range(3):
        page.locator("button.remove").first.click(force=True)
    assert page.locator("tbody tr").count() == 2
    assert "must be 2 classes" in note(page).inner_text()
    press(page, "Reset")
    assert page.locator("tbody .name").all_inner_texts() == ["low", "medium", "high"]
    assert fact(page, "loss = −log-prob").inner_text() == "0.4076"
