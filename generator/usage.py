"""用法提示：what the library of the command line says by itself, in Chinese.

Click asks `gettext` for its words; `speak_chinese` gives it these. What is not here stays English.
Source of the keys: click 8.5 (tests/test_usage.py sees to it that what people meet is translated).
"""

from __future__ import annotations

from importlib import import_module

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这份说明。",
    "Try '{command} {option}' for help.": "看说明：{command} {option}",
    "Error: {message}": "没有执行：{message}",
    "Aborted!": "已中断。",
    "default: {default}": "默认 {default}",
    "required": "必填",
    "env var: {var}": "环境变量 {var}",
    "Missing command.": "缺少命令。",
    "No such command {name!r}.": "没有“{name}”这个命令。",
    "No such option {name!r}.": "没有“{name}”这个选项。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中一个：{possibilities}？",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数 {param_name}",
    "Got unexpected extra argument ({args})": "多了一个参数：{args}。名字里有空格的，要加引号",
    "Got unexpected extra arguments ({args})": "多了几个参数：{args}。名字里有空格的，要加引号",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面缺少值。",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Choose from:\n\t{choices}": "可以是：\n\t{choices}",
    "{value!r} is not {choice}.": "“{value}”不行，只能是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不行，可以是 {choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数。",
    "{value} is not in the range {range}.": "{value} 超出范围 {range}。",
    "{value!r} does not match the format {format}.": "“{value}”不合 {format} 的写法，例如 2022-09-06。",
    "{value!r} does not match the formats {formats}.": "“{value}”不合 {formats} 的写法。",
    "{name} {filename!r} does not exist.": "没有“{filename}”这个{name}。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要文件。",
    "{name} {filename!r} is not readable.": "“{filename}”读不了，请检查权限。",
    "{name} {filename!r} is not writable.": "“{filename}”写不了，请检查权限。",
    "file": "文件",
    "directory": "文件夹",
    "path": "文件或文件夹",
}
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def speak_chinese() -> None:
    """Have click say all of this in Chinese, in this process."""
    for name in _MODULES:
        module = import_module(f"click.{name}")
        for asked, answer in (("_", _one), ("ngettext", _several)):
            if hasattr(module, asked):
                setattr(module, asked, answer)


def _one(message: str) -> str:
    return WORDS.get(message, message)


def _several(one: str, more: str, number: int) -> str:
    return _one(one if number == 1 else more)
