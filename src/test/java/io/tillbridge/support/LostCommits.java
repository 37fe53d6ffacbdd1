package io.tillbridge.support;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A broker as it looks to a process that dies just before it commits its session: each commit is a rollback. */
public final class LostCommits {

    private LostCommits() {}

    /** The same broker; {@code Session.commit} rolls back and throws. */
    public static ConnectionFactory of(ConnectionFactory broker) {
        return decorate(ConnectionFactory.class, broker);
    }

    private static <T> T decorate(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (real instanceof Session session && method.getName().equals("commit")) {
                        session.rollback();
                        throw new JMSException("the process died before this commit");
                    }
                    return wrapped(invoke(real, method, arguments));
                }));
    }

    private static Object wrapped(Object result) {
        if (result instanceof Connection connection) {
            return decorate(Connection.class, connection);
        }
        return result instanceof Session session ? decorate(Session.class, session) : result;
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
