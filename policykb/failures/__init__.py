"""What went wrong, said in Chinese, with a way on and nothing typed lost."""
