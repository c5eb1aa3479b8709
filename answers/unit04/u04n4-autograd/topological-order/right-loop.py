# Without calling itself.
def topological_order(output):
    order, seen, still_to_visit = [], set(), [(output, False)]
    while still_to_visit:
        value, parents_done = still_to_visit.pop()
        if parents_done:
            order.append(value)
        elif value not in seen:
            seen.add(value)
            still_to_visit.append((value, True))
            still_to_visit.extend((parent, False) for parent in value.parents)
    return order
