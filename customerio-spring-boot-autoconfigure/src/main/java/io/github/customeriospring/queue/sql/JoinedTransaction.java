package io.github.customeriospring.queue.sql;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import io.github.customeriospring.queue.OperationStore.Receipt;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells receipts how the transaction ends that they are part of, or its part up to a
 * savepoint.
 */
final class JoinedTransaction implements TransactionSynchronization {

	private final JdbcStore store;

	private final List<Receipt> receipts = new ArrayList<>();

	/** How many receipts there were. */
	private final Map<Object, Integer> savepoints = new IdentityHashMap<>();

	private JoinedTransaction(JdbcStore store) {
		this.store = store;
	}

	/** Whether this thread is in a transaction of the database. */
	static boolean isActive(DataSource dataSource) {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()
				&& TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder;
	}

	/** Return that of this thread. */
	static JoinedTransaction current(JdbcStore store) {
		for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
			if (known instanceof JoinedTransaction joined && joined.store == store) {
				return joined;
			}
		}
		JoinedTransaction joined = new JoinedTransaction(store);
		TransactionSynchronizationManager.registerSynchronization(joined);
		return joined;
	}

	void add(Receipt receipt) {
		this.receipts.add(receipt);
	}

	@Override
	public void savepoint(Object savepoint) {
		this.savepoints.put(savepoint, this.receipts.size());
	}

	/** One that is not known is older than all receipts. */
	@Override
	public void savepointRollback(Object savepoint) {
		List<Receipt> later = this.receipts.subList(this.savepoints.getOrDefault(savepoint, 0), this.receipts.size());
		later.forEach(Receipt::rolledBack);
		later.clear();
	}

	@Override
	public void afterCompletion(int status) {
		boolean committed = status == STATUS_COMMITTED;
		this.receipts.forEach(committed ? Receipt::committed : Receipt::rolledBack);
	}

}
