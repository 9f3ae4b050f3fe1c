"""引擎：an increment gives what a clean build gives."""
