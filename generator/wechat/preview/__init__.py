"""预览：what editors look at before a draft goes out; pages that work from the disk, without a net."""
