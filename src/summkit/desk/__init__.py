"""The desk: a local page for editors and an HTTP API over the same functions as the command line.

The desk stores no texts, and it contacts no other server unless it may fetch addresses.
`summkit.desk.app` contains the routes, `summkit.desk.work` the work of the worker processes, and
`summkit.desk.guard` the checks of every request.
"""
