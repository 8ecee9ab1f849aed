"""The curators' screens: queue, items, editions and their way to publication; and the readers' form for reports."""
