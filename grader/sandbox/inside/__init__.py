"""What runs beside students' code: the standard library and NumPy only, and nothing worth stealing.

The folder is loaded as a package of its own, without ``grader``, by the process that :mod:`grader.sandbox.host` starts.
"""
