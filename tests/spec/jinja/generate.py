def make(number):
    return {"main": "x"}, {}
