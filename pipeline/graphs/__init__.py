"""Tables in, named graphs out: the mapping and its interpreter, and everything stated beside it."""
