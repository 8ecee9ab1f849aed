"""意見書工房: a drafting tool for local assemblies.  The map of the package:

compose/   pure core: draft content in, a Document of typed blocks out (standard library only)
checks/    pure: what is missing, stale or against the rules, as Findings
render/    Document -> text, HTML, PDF, DOCX (one library each)
intake/    the way in: draft files (JSON), validated
models/    rows: library, assemblies, drafts, groups, exports
bridge/    the only bridge from rows and files to the pure core
access.py  who may see, edit and curate: the one place
actions/   writes over several rows, in one transaction
views/ forms.py admin.py templatetags/ management/   the web and the command line
"""
