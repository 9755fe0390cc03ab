using System.Text.Json;
using Ballast.PaperExchange.Faces.Admin;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Services;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ballast.PaperExchange.Stores;

/// <summary>
/// The exchange's memory in one SQLite file: write-ahead log, synced at each commit, so that it survives being killed
/// at any time. Amounts are canonical decimal text; SQL neither compares nor adds them.
/// </summary>
public sealed class SqliteExchangeStore : IExchangeStore
{
    private const string PendingKey = "pending-effects";

    private readonly SqliteConnection connection;
    private bool hasFailed;

    private SqliteExchangeStore(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens a file, making it where there is none.</summary>
    /// <exception cref="IOException">It cannot be opened, is damaged, or was written by a newer version.</exception>
    public static SqliteExchangeStore Open(string path)
    {
        SqliteLibrary.Load();
        var connection =
            new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000");
            SqliteExchangeSchema.Prepare(connection, path);
            return new SqliteExchangeStore(connection);
        }
        catch (Exception error) when (error is SqliteException or IOException)
        {
            connection.Dispose();
            throw new IOException($"the exchange's store {path} cannot be used: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public StoredExchange Load() => new()
    {
        Orders = [.. connection.Query<OrderRow>("SELECT * FROM orders ORDER BY id").Select(row => row.ToOrder())],
        Trades = [.. connection.Query<TradeRow>("SELECT * FROM trades ORDER BY id").Select(row => row.ToTrade())],
        Flows = [.. connection.Query<FlowRow>("SELECT * FROM flows ORDER BY id").Select(row => row.ToFlow())],
        Posts = [.. connection.Query<PostRow>("SELECT * FROM posts ORDER BY id").Select(row => row.ToPost())],
        Pending = Recall(PendingKey) is { } text
            ? JsonSerializer.Deserialize<PendingEffects>(text, AdminJson.Options)!
            : new PendingEffects(),
        Balances =
        [
            .. connection.Query<BalanceRow>("SELECT * FROM balances ORDER BY account, asset")
                .Select(row => row.ToBalance()),
        ],
        Agents = new AgentRecords
        {
            Accounts = [.. Texts<AgentAccount>("SELECT text FROM agents ORDER BY name")],
            Entries = [.. Texts<AgentEntry>("SELECT text FROM agentEntries ORDER BY id")],
            Days = [.. Texts<AgentDay>("SELECT text FROM agentDays ORDER BY agent, day")],
        },
    };

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<ChangeSet> requests)
    {
        if (requests.Count == 0)
        {
            return;
        }

        SqliteException? first = null;
        try
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            try
            {
                Write(requests, transaction);
                transaction.Commit();
            }
            catch (SqliteException cause)
            {
                // A full disk ends the transaction by itself; rolling it back then fails in words that hide the cause.
                first = cause;
                hasFailed = true;
                throw;
            }
        }
        catch (SqliteException failure)
        {
            throw new IOException($"the exchange could not store a request: {(first ?? failure).Message}", failure);
        }
    }

    /// <inheritdoc/>
    public string? Recall(string key) =>
        connection.QuerySingleOrDefault<string>("SELECT text FROM remembered WHERE key = @key", new { key });

    /// <inheritdoc/>
    public void Remember(string key, string text)
    {
        try
        {
            connection.Execute(SqliteExchangeSchema.Remember, new { key, text });
        }
        catch (SqliteException failure)
        {
            throw new IOException($"the exchange could not store what it began with: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            connection.Dispose();
        }
        catch (SqliteException) when (hasFailed)
        {
            // A commit that failed ended its transaction by itself, and closing tries to roll it back once more.
        }
    }

    // One statement for all rows of a table: SQLite reads a statement as long as it takes to run it once.
    private void Write(IReadOnlyList<ChangeSet> requests, SqliteTransaction transaction)
    {
        Put(SqliteExchangeSchema.PutOrder, static changes => changes.Orders.Values.Select(OrderRow.Of));
        Put(SqliteExchangeSchema.AddTrade, static changes => changes.Trades.Select(TradeRow.Of));
        Put(SqliteExchangeSchema.AddFlow, static changes => changes.Flows.Select(FlowRow.Of));
        Put(SqliteExchangeSchema.AddPost, static changes => changes.Posts.Select(PostRow.Of));
        Put(
            SqliteExchangeSchema.PutBalance,
            static changes => changes.Balances.Select(pair => BalanceRow.Of(pair.Key.Account, pair.Value)));
        Put(SqliteExchangeSchema.Remember, static changes => changes.Pending is { } pending
            ? [new { key = PendingKey, text = TextOf(pending) }]
            : []);
        Put(
            SqliteExchangeSchema.PutAgent,
            static changes => changes.Agents.Accounts.Values.Select(agent => new { agent.Name, Text = TextOf(agent) }));
        Put(
            SqliteExchangeSchema.AddAgentEntry,
            static changes => changes.Agents.Entries.Select(
                entry => new { entry.Id, entry.Agent, Text = TextOf(entry) }));
        Put(
            SqliteExchangeSchema.AddAgentDay,
            static changes => changes.Agents.Days.Select(day => new { day.Agent, day.Day, Text = TextOf(day) }));

        void Put(string statement, Func<ChangeSet, IEnumerable<object>> rows) =>
            connection.Execute(statement, requests.SelectMany(rows), transaction);
    }

    private IEnumerable<T> Texts<T>(string query) =>
        connection.Query<string>(query).Select(text => JsonSerializer.Deserialize<T>(text, AdminJson.Options)!);

    private static string TextOf<T>(T value) => JsonSerializer.Serialize(value, AdminJson.Options);
}
