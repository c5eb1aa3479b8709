# Subtracts a number that fits x2 only.
# fails: softmax-stable-large-test
# hint: Your function only works for some large inputs. Which number, taken from the row itself,
# hint: keeps every exp small?
def softmax_stable(xx):
    expos = (xx - 150.0).double().exp()
    return (expos / expos.sum()).float()

print(softmax_stable(x2))
print(softmax_torch(x2))
