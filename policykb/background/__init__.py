"""What takes longer than a request: begun as a Work of small steps that wait in the database, each done once.

A step waits as a task of django-tasks; `manage.py db_worker` takes them, any number of it at once, and no two the same.
What a step changes and that it is done are one transaction: killed at any point, it is done again as if never begun.
"""
