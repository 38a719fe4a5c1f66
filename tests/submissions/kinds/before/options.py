def letter(part):
    """The letter of the option in whose text this stands, or whose text it is."""
    found = [one for one, text in options.items() if part in text]
    (found,) = [one for one in found if len(found) == 1 or options[one] == part]
    return found


def letters(*parts):
    return "".join(letter(part) for part in parts)
