"""模糊测试：any bytes give a value or findings; never an uncaught exception, never five seconds.

`targets` says what is tried and what must hold; `campaign` runs them by turns, guided by coverage;
`found/` keeps what broke something once, and every test run tries it again.
"""
