"""Cells that say something against something else, or how much something changes.

relative   which way, or to what bound: 前年度以上, 現状維持
amounts    by how much: 前年度比10%減, 令和4年度実績の75%
changes    a change alone: 15人削減, ±0
"""
