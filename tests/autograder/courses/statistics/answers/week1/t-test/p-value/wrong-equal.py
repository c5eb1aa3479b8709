# Student's test, not Welch's.
# fails: p-value-test
def p_value(a, b):
    return stats.ttest_ind(a, b).pvalue
