"""What an exercise and an assignment are: their YAML and Python files, read and checked."""
