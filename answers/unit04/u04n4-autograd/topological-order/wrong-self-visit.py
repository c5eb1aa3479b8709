# The value visited again.
# fails: topological-order-test
def topological_order(output):
    """List all values that output was computed from, and output: each one after its parents."""
    order, seen = [], set()

    def visit(value):
        if value not in seen:
            seen.add(value)
            for parent in value.parents:
                visit(value)
            order.append(value)

    visit(output)
    return order
