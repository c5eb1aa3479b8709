# First the value, then its parents.
# fails: topological-order-test
def topological_order(output):
    order, seen = [], set()

    def visit(value):
        if value not in seen:
            seen.add(value)
            order.append(value)
            for parent in value.parents:
                visit(parent)

    visit(output)
    return order
