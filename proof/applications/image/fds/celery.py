import sys

sys.path.insert(0, '/app')
from tasks import application

app = application('fds', 'fds-tasks')
