import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The floor: answers each request with the same bytes, looking at nothing but where the request ends. */
final class EchoPeer {

    private static final ByteBuffer ANSWER = ByteBuffer.wrap(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 350\r\n\r\n" + "x".repeat(350))
            .getBytes(StandardCharsets.US_ASCII));

    /** What was read of the request under way. */
    private static final class Reading {
        private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);

        boolean isComplete() {
            String head = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int end = head.indexOf("\r\n\r\n");
            int length = head.indexOf("Content-Length: ");
            if (end < 0 || length < 0) {
                return false;
            }
            int bytes = Integer.parseInt(head.substring(length + 16, head.indexOf('\r', length)));
            return in.position() >= end + 4 + bytes;
        }
    }

    public static void main(String[] args) throws Exception {
        Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    SocketChannel channel = server.accept();
                    channel.configureBlocking(false);
                    channel.socket().setTcpNoDelay(true);
                    channel.register(selector, SelectionKey.OP_READ, new Reading());
                } else {
                    answer((SocketChannel) key.channel(), (Reading) key.attachment());
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private static void answer(SocketChannel channel, Reading reading) throws Exception {
        if (channel.read(reading.in) < 0) {
            channel.close();
        } else if (reading.isComplete()) {
            channel.write(ANSWER.duplicate());
            reading.in.clear();
        }
    }
}
