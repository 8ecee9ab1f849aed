"""Writes over several rows, each in one transaction.  They raise ValidationError; they know no request."""
