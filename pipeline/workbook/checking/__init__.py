"""Checks a workbook that somebody sends to a server, in a process of its own with limits.

sent     a form as a browser sends it → files in a folder
verdict  what is told of a workbook: what it holds, or its problems by sheet and cell
process  the process: `python -m pipeline.workbook.checking.process FOLDER CONTENT-TYPE`
"""
