# Visits a value as often as it is used.
# fails: topological-order-test
def topological_order(output):
    order = []

    def visit(value):
        for parent in value.parents:
            visit(parent)
        order.append(value)

    visit(output)
    return order
