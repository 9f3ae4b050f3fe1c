"""命令：one module for each kind of work, loaded by `generator.cli` when it is asked for."""
