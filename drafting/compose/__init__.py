"""Pure core: frozen values in, a Document of typed blocks out.

Standard library only; it knows no Django and no file format.
"""
