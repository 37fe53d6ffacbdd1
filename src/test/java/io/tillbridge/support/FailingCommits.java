package io.tillbridge.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A database as it looks to a process that dies, or loses its connection, just before it commits: nothing is kept. */
public final class FailingCommits {

    private final AtomicBoolean failing = new AtomicBoolean();
    private final DataSource source;

    public FailingCommits(DataSource real) {
        this.source = decorate(DataSource.class, real);
    }

    /** The same database. */
    public DataSource source() {
        return source;
    }

    /** Whether commits fail from now on. */
    public void fail(boolean fails) {
        failing.set(fails);
    }

    private <T> T decorate(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (real instanceof Connection connection
                            && method.getName().equals("commit")
                            && failing.get()) {
                        connection.rollback();
                        throw new SQLException("the process died before this commit", "08006");
                    }
                    Object result = invoke(real, method, arguments);
                    return result instanceof Connection connection ? decorate(Connection.class, connection) : result;
                }));
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
