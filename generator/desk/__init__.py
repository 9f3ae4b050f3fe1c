"""工作台：a local page for office people, over the same functions as the commands.

`command` starts it, `app` wires it, `guard` says who may talk to it. The rest is one module for
each thing that can be done: drop papers in (`papers`), look at cases (`cases`), read what is
wrong (`findings`), see the site as a draft (`previews`, `phone`). It keeps nothing of its own:
papers lie below .cache/desk/ until they are imported or dropped.
"""
