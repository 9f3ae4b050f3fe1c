"""来稿导入：office files (xlsx, docx) → records in the words of the field table → source files.

The way of every paper is the same: read (`workbook`, `document`), understand (`results`,
`approvals`, `case`, `notice`), write down (`emit`). Everything comes back as values together
with a list of problems; bad paperwork never raises. What is imported is a proposal in text: from
then on the repository is where content is edited.
"""
