"""Runs a command at a pseudo-terminal of 80 columns: types what it is told to, prints what was shown, as JSON."""

import fcntl, json, os, pty, struct, sys, termios, time

order = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.execvpe(order["command"][0], order["command"], order["env"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

output = b""
steps = order["steps"]
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:  # how Linux says that the other side is gone
        break
    if not chunk:
        break
    output += chunk
    if steps and steps[0][0].encode() in output:
        time.sleep(0.2)  # As people do: the program is waiting by then.
        os.write(terminal, steps.pop(0)[1].encode())

_, status = os.waitpid(pid, 0)
print(json.dumps({"status": os.waitstatus_to_exitcode(status), "output": output.decode()}))
