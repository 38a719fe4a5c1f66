values = {one: [float(part.replace("−", "-")) for part in text.strip("[]").split(",")] for one, text in options.items()}


def letter(value):
    """The letter of the option that has this value."""
    (found,) = [one for one, other in values.items() if np.allclose(value, other, atol=0.0006)]
    return found
