# At the end, in other words.
def topological_order(output):
    """List all values that output was computed from, and output: each one after its parents."""
    order, seen = [], set()

    def visit(value):
        if value not in seen:
            seen.add(value)
            for parent in value.parents:
                visit(parent)
            order.insert(len(order), value)

    visit(output)
    return order
