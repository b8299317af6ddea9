package dev.eventstore.breaking;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * The transactions of a store's targets, as the broker knows them.
 *
 * @param prefix what their ids begin with
 */
record Transactions(String servers, String prefix) {
  /** The ids of those that were begun, and neither committed nor aborted. */
  Set<String> open() throws ExecutionException, InterruptedException {
    return in(Set.of(TransactionState.ONGOING, TransactionState.PREPARE_ABORT));
  }

  Set<String> aborted() throws ExecutionException, InterruptedException {
    return in(Set.of(TransactionState.COMPLETE_ABORT));
  }

  private Set<String> in(Set<TransactionState> states)
      throws ExecutionException, InterruptedException {
    ListTransactionsOptions options = new ListTransactionsOptions().filterStates(states);
    Set<String> ids = new TreeSet<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      for (TransactionListing listing : admin.listTransactions(options).all().get()) {
        if (listing.transactionalId().startsWith(prefix)) {
          ids.add(listing.transactionalId());
        }
      }
    }
    return ids;
  }
}
