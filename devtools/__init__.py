"""What dev.py is made of. Standard library only, readable by an old Python."""
