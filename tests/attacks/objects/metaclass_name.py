"""Returns an object whose metaclass answers in its own way what the class is called."""

import numpy as np


class Meta(type):
    @property
    def __name__(cls):
        return "BREACH: the metaclass was asked for the name"

    @property
    def __mro__(cls):
        return (float, object)

    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, other):
        return True


class Metal(metaclass=Meta):
    pass


def sse(y, t):
    return Metal()


def mse(y, t):
    return np.mean((y - t) ** 2)
