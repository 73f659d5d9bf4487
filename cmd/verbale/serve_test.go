package main

import (
	"net"
	"testing"
)

// TestTheNextPortIsTaken begins to listen where another does.
func TestTheNextPortIsTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := serveCommand{Listen: taken.Addr().String()}
	listener, err := c.listen()
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	was, now := taken.Addr().(*net.TCPAddr).Port, listener.Addr().(*net.TCPAddr).Port
	if now <= was || now >= was+portsTried {
		t.Errorf("port %d is taken, and %d was", was, now)
	}
	if _, err := (&serveCommand{Listen: "nowhere"}).listen(); err == nil {
		t.Error("listening nowhere succeeds")
	}
}
