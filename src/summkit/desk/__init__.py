"""The desk: a local page for editors and an HTTP API over the same functions as the command line.

Nothing is stored, and nothing is asked of anybody else: what a browser sends is worked on and
answered. `summkit.desk.app` has the addresses, `summkit.desk.work` what the workers do with what
came in, `summkit.desk.guard` who may ask at all.
"""
