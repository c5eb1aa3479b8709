# By way of the t distribution.
def p_value(a, b):
    result = stats.ttest_ind(a, b, equal_var=False)
    return 2 * stats.t.sf(abs(result.statistic), result.df)
