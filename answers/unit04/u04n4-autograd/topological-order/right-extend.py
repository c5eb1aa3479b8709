# A list of one, added.
def topological_order(output):
    """List all values that output was computed from, and output: each one after its parents."""
    order, seen = [], set()

    def visit(value):
        if value not in seen:
            seen.add(value)
            for parent in value.parents:
                visit(parent)
            order.extend([value])

    visit(output)
    return order
