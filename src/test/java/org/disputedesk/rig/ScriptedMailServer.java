package org.disputedesk.rig;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An SMTP server that fails where a test wants it to, and writes down what it has taken. */
public final class ScriptedMailServer implements Closeable {

    /** How one conversation goes. */
    public enum Conversation {
        TAKES_IT,
        CLOSES_AT_ONCE,
        GREETS_WITH_421,
        NEVER_GREETS,
        REFUSES_THE_LOGIN,
        REFUSES_THE_SENDER,
        RECIPIENT_450,
        RECIPIENT_550,
        DATA_451,
        DATA_552,
        CLOSES_IN_THE_BODY,
        END_451,
        END_554,
        END_421_AND_CLOSES,
        END_AND_CLOSES,
        END_AND_RESETS,
        /** The letter is taken, and the answer comes when nobody waits for it any more. */
        END_ANSWERED_TOO_LATE,
        /** Answers one line a second and never comes to an end. */
        GREETS_WITHOUT_END
    }

    /**
     * A mail the server has taken.
     *
     * @param from of the envelope
     * @param to of the envelope
     */
    public record Taken(String from, List<String> to, String mail) {

        /** The value of a header, unfolded; empty when there is none. */
        public String header(String name) {
            String head = mail.substring(0, mail.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]", " ");
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private final ServerSocket door;
    private final Queue<Conversation> script = new ConcurrentLinkedQueue<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger conversations = new AtomicInteger();
    private volatile int slowestStepMillis;

    /** The only line by which somebody may log in; null when nobody needs to. */
    private volatile @Nullable String login;

    public ScriptedMailServer() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How the next conversations go, one each; after them everything is taken. */
    public void nextConversations(Conversation... conversations) {
        script.addAll(List.of(conversations));
    }

    /** From now on somebody has to log in by this user's token, and has no other way to. */
    public void wantsToken(String user, String token) {
        login = "AUTH XOAUTH2 "
                + Base64.getEncoder()
                        .encodeToString(("user=" + user + "\u0001auth=Bearer " + token + "\u0001\u0001")
                                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Lets every step take a random time up to this, so that a desk dies at any of them. */
    public void takesItsTime(int slowestMillis) {
        slowestStepMillis = slowestMillis;
    }

    /** The mails that were taken, whether or not the sender got to know it. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** How often somebody called. */
    public int conversations() {
        return conversations.get();
    }

    /** Every line outside of mails that the server was told. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                open.add(socket);
                conversations.incrementAndGet();
                Conversation conversation = script.poll();
                Thread thread = new Thread(
                        () -> converse(socket, conversation == null ? Conversation.TAKES_IT : conversation),
                        "scripted-mail-conversation");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket, Conversation how) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            if (!greets(socket, out, how)) {
                return;
            }
            String from = "";
            List<String> to = new ArrayList<>();
            boolean isIn = login == null;
            for (String line = line(in); line != null; line = line(in)) {
                heard.add(line);
                step();
                String verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("EHLO")) {
                    say(
                            out,
                            how == Conversation.REFUSES_THE_LOGIN
                                    ? "250-rig\r\n250 AUTH PLAIN"
                                    : login == null ? "250 rig" : "250-rig\r\n250 AUTH LOGIN PLAIN XOAUTH2");
                } else if (verb.startsWith("AUTH") && line.equals(login)) {
                    isIn = true;
                    say(out, "235 2.7.0 welcome");
                } else if (verb.startsWith("AUTH XOAUTH2")) {
                    // the reason comes first, and the refusal once the other side has read it
                    say(out, "334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=");
                    heard.add(String.valueOf(line(in)));
                    say(out, "535 5.7.3 Authentication unsuccessful");
                } else if (verb.startsWith("AUTH")) {
                    say(out, "535 5.7.8 no such user");
                } else if (!isIn && verb.startsWith("MAIL")) {
                    say(out, "530 5.7.57 not logged in");
                } else if (verb.startsWith("MAIL")) {
                    from = line.substring(10);
                    say(
                            out,
                            how == Conversation.REFUSES_THE_SENDER
                                    ? "550 5.7.1 " + from + " may not send here"
                                    : "250 ok");
                } else if (verb.startsWith("RCPT")) {
                    to.add(line.substring(8));
                    say(
                            out,
                            switch (how) {
                                case RECIPIENT_450 -> "450 4.2.1 try again later";
                                case RECIPIENT_550 -> "550 5.1.1 " + line.substring(8) + " unknown";
                                default -> "250 ok";
                            });
                } else if (verb.equals("DATA")) {
                    if (how == Conversation.DATA_552) {
                        say(out, "552 5.3.4 too much");
                    } else if (how == Conversation.DATA_451) {
                        say(out, "451 4.3.0 not now");
                    } else if (!takes(socket, in, out, how, from, to)) {
                        return;
                    }
                } else if (verb.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // the other side has gone, which is what many tests want
            return;
        } finally {
            open.remove(socket);
        }
    }

    private boolean greets(Socket socket, OutputStream out, Conversation how) throws IOException {
        switch (how) {
            case CLOSES_AT_ONCE -> {
                return false;
            }
            case GREETS_WITH_421 -> {
                say(out, "421 4.3.2 closing");
                return false;
            }
            case NEVER_GREETS -> {
                LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(2));
                return false;
            }
            case GREETS_WITHOUT_END -> {
                while (!socket.isClosed()) {
                    say(out, "220-and one more line");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                }
                return false;
            }
            default -> say(out, "220 rig");
        }
        return true;
    }

    /** Reads a mail up to its last line. Answers whether the conversation goes on. */
    private boolean takes(
            Socket socket, InputStream in, OutputStream out, Conversation how, String from, List<String> to)
            throws IOException {
        say(out, "354 go on");
        var mail = new ByteArrayOutputStream();
        while (true) {
            byte[] line = bytes(in);
            if (line == null) {
                return false;
            }
            if (how == Conversation.CLOSES_IN_THE_BODY && mail.size() > 0) {
                reset(socket);
                return false;
            }
            if (line.length == 1 && line[0] == '.') {
                break;
            }
            int stuffed = line.length > 1 && line[0] == '.' ? 1 : 0;
            mail.write(line, stuffed, line.length - stuffed);
            mail.write('\r');
            mail.write('\n');
        }
        step();
        String answer = switch (how) {
            case END_451 -> "451 4.3.0 not now";
            case END_554 -> "554 5.6.0 " + to.get(0) + " does not want this";
            case END_421_AND_CLOSES -> "421 4.3.2 closing";
            default -> "250 2.0.0 taken";
        };
        if (answer.startsWith("250")) {
            taken.add(new Taken(from, List.copyOf(to), mail.toString(StandardCharsets.UTF_8)));
        }
        step();
        switch (how) {
            case END_AND_CLOSES -> {
                return false;
            }
            case END_AND_RESETS -> {
                reset(socket);
                return false;
            }
            case END_421_AND_CLOSES -> {
                say(out, answer);
                reset(socket);
                return false;
            }
            case END_ANSWERED_TOO_LATE -> {
                LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(2));
                return false;
            }
            default -> say(out, answer);
        }
        return true;
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void step() {
        if (slowestStepMillis > 0) {
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(slowestStepMillis)));
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static @Nullable String line(InputStream in) throws IOException {
        byte[] bytes = bytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A line without its end; null when the other side has gone. */
    private static byte @Nullable [] bytes(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                byte[] all = line.toByteArray();
                int end = all.length > 0 && all[all.length - 1] == '\r' ? all.length - 1 : all.length;
                return java.util.Arrays.copyOf(all, end);
            }
            line.write(b);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
