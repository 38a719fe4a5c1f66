"""What people read after grading: one page for each student and one for the staff."""
