# One side only.
# fails: p-value-test
def p_value(a, b):
    return stats.ttest_ind(a, b, equal_var=False, alternative="greater").pvalue
