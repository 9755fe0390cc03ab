using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// Reads which accounts are connected: JSON with comments, strict like a policy; it names secrets and has none.
/// </summary>
public static class AccountsFile
{
    /// <summary>The file's name in a data directory.</summary>
    public const string Name = "accounts.jsonc";

    private const int MostAccounts = 64;
    private const long LargestBytes = 256 * 1024;
    private const string Root = "$.accounts";

    // Each kind of venue is a row: its name in the file, and the reader of its other fields.
    private static readonly FrozenDictionary<string, Func<AccountId, ConnectionFields, AccountConnection>> Kinds =
        new Dictionary<string, Func<AccountId, ConnectionFields, AccountConnection>>
        {
            [BinanceConnection.Kind] = BinanceConnection.Read,
            [CcxtConnection.Kind] = CcxtConnection.Read,
            [PurpleFleaConnection.Kind] = PurpleFleaConnection.Read,
            [WalletConnection.Kind] = WalletConnection.Read,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly JsonDocumentOptions Form = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    /// <summary>The file that a data directory has when nobody names another.</summary>
    public static string In(string dataDirectory) => Path.Combine(dataDirectory, Name);

    /// <summary>Reads a file.</summary>
    public static AccountsReading ReadFrom(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestBytes })
            {
                return new AccountsReading.Refused($"{path} has more than {LargestBytes} bytes");
            }

            AccountsReading reading = Read(File.ReadAllBytes(path));
            return reading is AccountsReading.Refused refused
                ? new AccountsReading.Refused($"{path}: {refused.Cause}")
                : reading;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new AccountsReading.Refused($"{path} cannot be read: {unreadable.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads a file's content.</summary>
    public static AccountsReading Read(byte[] utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Form);
            ConnectionFields root = ConnectionFields.Of(document.RootElement, "$");
            ConnectionFields accounts = root.Take("accounts");
            root.End();
            return new AccountsReading.Read(Accounts(accounts));
        }
        catch (JsonException wrong)
        {
            string line = wrong.LineNumber is { } number
                ? string.Create(CultureInfo.InvariantCulture, $" (line {number + 1})")
                : "";
            return new AccountsReading.Refused(
                wrong.Message.Contains("uplicate", StringComparison.Ordinal)
                    ? "a field is there twice"
                    : $"it is not JSON{line}");
        }
        catch (FormatException wrong)
        {
            return new AccountsReading.Refused(wrong.Message);
        }
    }

    private static ImmutableArray<AccountConnection> Accounts(ConnectionFields written)
    {
        ImmutableArray<string> names = written.Names;
        if (names.Length is 0 or > MostAccounts)
        {
            throw new FormatException($"{Root} has {names.Length} accounts; 1 to {MostAccounts} are allowed");
        }

        return [.. names.Order(StringComparer.Ordinal).Select(name => Connection(name, written))];
    }

    private static AccountConnection Connection(string name, ConnectionFields written)
    {
        if (!AccountId.IsValid(name))
        {
            throw new FormatException(
                $"{Root}: \"{name}\" is not an account's name: 1 to 64 lower-case letters, digits, - and _");
        }

        ConnectionFields fields = written.Take(name);
        string kind = fields.Text("venue");
        if (!Kinds.TryGetValue(kind, out Func<AccountId, ConnectionFields, AccountConnection>? read))
        {
            throw new FormatException(
                $"{fields.At("venue")} is \"{kind}\"; "
                + $"{string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))} are known");
        }

        AccountConnection connection = read(new AccountId(name), fields);
        fields.End();
        return connection;
    }
}
