using Dapper;
using Microsoft.Data.Sqlite;

namespace Ballast.PaperExchange.Stores;

/// <summary>The tables of the exchange's store and the statements that write them.</summary>
internal static class SqliteExchangeSchema
{
    public const string PutOrder = """
        INSERT OR REPLACE INTO orders
            (id, account, clientId, symbol, side, kind, lifetime, price, size, quoteSize, filled, filledQuote, locked,
             state, at, updatedAt, stopPrice, isWaiting)
        VALUES (@Id, @Account, @ClientId, @Symbol, @Side, @Kind, @Lifetime, @Price, @Size, @QuoteSize, @Filled,
            @FilledQuote, @Locked, @State, @At, @UpdatedAt, @StopPrice, @IsWaiting)
        """;

    public const string AddTrade = """
        INSERT INTO trades (id, orderId, account, symbol, side, price, size, fee, feeAsset, isMaker, at)
        VALUES (@Id, @OrderId, @Account, @Symbol, @Side, @Price, @Size, @Fee, @FeeAsset, @IsMaker, @At)
        """;

    public const string AddFlow =
        "INSERT INTO flows (id, account, asset, amount, at) VALUES (@Id, @Account, @Asset, @Amount, @At)";

    public const string AddPost =
        "INSERT INTO posts (id, account, clientId, outcome, at) VALUES (@Id, @Account, @ClientId, @Outcome, @At)";

    public const string PutBalance =
        "INSERT OR REPLACE INTO balances (account, asset, free, locked) VALUES (@Account, @Asset, @Free, @Locked)";

    public const string Remember = "INSERT OR REPLACE INTO remembered (key, text) VALUES (@key, @text)";

    public const string PutAgent = "INSERT OR REPLACE INTO agents (name, text) VALUES (@Name, @Text)";

    public const string AddAgentEntry = "INSERT INTO agentEntries (id, agent, text) VALUES (@Id, @Agent, @Text)";

    public const string AddAgentDay = "INSERT INTO agentDays (agent, day, text) VALUES (@Agent, @Day, @Text)";

    private const int Version = 3;

    // Written before agents had services, and before orders could wait for a price: they get what came later.
    private const int WithoutAgents = 1;
    private const int WithoutStops = 2;

    private const string StopColumns = """
        ALTER TABLE orders ADD COLUMN stopPrice TEXT NOT NULL DEFAULT '0';
        ALTER TABLE orders ADD COLUMN isWaiting INTEGER NOT NULL DEFAULT 0;
        """;

    private const string AgentTables = """
        CREATE TABLE agents (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE agentEntries (id INTEGER PRIMARY KEY, agent TEXT NOT NULL, text TEXT NOT NULL);
        CREATE TABLE agentDays (
            agent TEXT NOT NULL, day INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (agent, day)) WITHOUT ROWID;
        """;

    private const string Tables = """
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, clientId TEXT NOT NULL, symbol TEXT NOT NULL,
            side INTEGER NOT NULL, kind INTEGER NOT NULL, lifetime INTEGER NOT NULL,
            price TEXT NOT NULL, size TEXT NOT NULL, quoteSize TEXT NOT NULL,
            filled TEXT NOT NULL, filledQuote TEXT NOT NULL, locked TEXT NOT NULL,
            state INTEGER NOT NULL, at INTEGER NOT NULL, updatedAt INTEGER NOT NULL);
        CREATE TABLE trades (
            id INTEGER PRIMARY KEY, orderId INTEGER NOT NULL, account TEXT NOT NULL, symbol TEXT NOT NULL,
            side INTEGER NOT NULL, price TEXT NOT NULL, size TEXT NOT NULL,
            fee TEXT NOT NULL, feeAsset TEXT NOT NULL, isMaker INTEGER NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE flows (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, asset TEXT NOT NULL, amount TEXT NOT NULL,
            at INTEGER NOT NULL);
        CREATE TABLE posts (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, clientId TEXT NOT NULL, outcome TEXT NOT NULL,
            at INTEGER NOT NULL);
        CREATE TABLE balances (
            account TEXT NOT NULL, asset TEXT NOT NULL, free TEXT NOT NULL, locked TEXT NOT NULL,
            PRIMARY KEY (account, asset)) WITHOUT ROWID;
        CREATE TABLE remembered (key TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes the tables in a new file and refuses one of another version.</summary>
    /// <exception cref="IOException">The file is damaged or of a version that this program does not know.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        string check = connection.QueryFirst<string>("PRAGMA quick_check");
        if (check != "ok")
        {
            throw new IOException($"{path} is damaged: {check}");
        }

        int version = connection.QuerySingle<int>("PRAGMA user_version");
        string missing = version switch
        {
            Version => "",
            WithoutStops => StopColumns,
            WithoutAgents => AgentTables + StopColumns,
            0 => Tables + AgentTables + StopColumns,
            _ => throw new IOException($"{path} has version {version}, this program knows version {Version}"),
        };
        if (missing.Length > 0)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            connection.Execute($"{missing} PRAGMA user_version = {Version};", transaction: transaction);
            transaction.Commit();
        }
    }
}
