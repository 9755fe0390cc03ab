using Ballast.Adapters.Connections;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Adapters.Targets;
using Ballast.Engine;
using Ballast.Server.Clocks;
using Ballast.Server.Notify;
using NodaTime;

namespace Ballast.Server.Installations;

/// <summary>Opens everything that a start asks for, in order, and says what is in the way.</summary>
public static class InstallationSetup
{
    // Views are refreshed about twice a real second, whatever the market's speed.
    private const double LooksPerSecond = 2d;

    private const string GoOn = "leave the market options out to go on with it, or choose another --data";

    /// <summary>Opens; nothing runs yet.</summary>
    public static async Task<SettingUp> OpenAsync(InstallationSettings settings, CancellationToken cancellation)
    {
        DirectoryBefore before = DirectoryBefore.Of(settings.DataDirectory);
        DirectoryOutcome acquiring = DataDirectory.Acquire(settings.DataDirectory);
        if (acquiring is DirectoryOutcome.Refused taken)
        {
            return Refusal(taken.Why.Sentence);
        }

        DataDirectory directory = ((DirectoryOutcome.Acquired)acquiring).Directory;
        if (LostJournal(directory) is { } lost)
        {
            directory.Dispose();
            return lost;
        }

        NotifierOpening telling = OwnersNotifier.Open(directory.Path, settings.Real, settings.Logs);
        if (telling is NotifierOpening.Refused untold)
        {
            directory.Dispose();
            return new SettingUp.BadInput(untold.Cause, untold.WayOut);
        }

        OwnersNotifier notifier = ((NotifierOpening.Opened)telling).Notifier;
        JournalOpening opening = SqliteJournal.Open(directory);
        if (opening is JournalOpening.Refused damaged)
        {
            await notifier.DisposeAsync();
            directory.Dispose();
            return Refusal(damaged.Why.Sentence);
        }

        SqliteJournal journal = ((JournalOpening.Opened)opening).Journal;
        SettingUp outcome = await OpenMarketAsync(
            settings, new OpenDirectory(directory, journal, notifier), cancellation);
        if (outcome is not SettingUp.Ready)
        {
            await notifier.DisposeAsync();
            await journal.DisposeAsync();
            before.Restore();
            directory.Dispose();
        }

        return outcome;
    }

    // The market is written down after the journal has been made: where it is known, there was a journal.
    private static SettingUp.Refused? LostJournal(DataDirectory directory) =>
        MarketRecord.IsIn(directory.Path) && new FileInfo(directory.JournalFile) is not { Exists: true, Length: > 0 }
            ? new SettingUp.Refused(
                $"the journal is missing: {directory.JournalFile} is gone or empty, and {directory.Path} has been "
                + "traded in",
                "restore the last backup as journal.db, or begin anew with another --data")
            : null;

    private static async Task<SettingUp> OpenMarketAsync(
        InstallationSettings settings, OpenDirectory open, CancellationToken cancellation)
    {
        long head = new SqliteJournalReader(open.Directory.JournalFile).Head().Sequence;
        Instant? next = await JournalClock.NextAsync(open.Journal, head, cancellation);
        return await OpenMarketAsync(settings, open.Directory.Path, next, cancellation) switch
        {
            MarketOpening.BadInput wrong => new SettingUp.BadInput(wrong.Cause, wrong.WayOut),
            MarketOpening.Refused refused => new SettingUp.Refused(refused.Cause, refused.WayOut),
            MarketOpening.Opened opened => new SettingUp.Ready(Assemble(
                settings,
                open,
                new WatchedJournal(open.Journal, head) { LastAt = next - JournalClock.Margin },
                opened.Market)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<MarketOpening> OpenMarketAsync(
        InstallationSettings settings, string directory, Instant? next, CancellationToken cancellation)
    {
        MarketRecord? record;
        try
        {
            record = MarketRecord.ReadFrom(directory);
        }
        catch (IOException damage)
        {
            return new MarketOpening.Refused(
                damage.Message, "restore it from a copy, or move it away and name the market with --market or --venue");
        }

        if (record is null && settings.Market is null && next is not null)
        {
            return new MarketOpening.Refused(
                $"{directory} has a journal and does not say which market it belongs to (there is no market.json)",
                "copy market.json and paper/ from where the journal comes from, or name the market with --venue");
        }

        MarketChoice? connected = File.Exists(AccountsFile.In(directory)) ? new MarketChoice.Connected(null) : null;
        if (settings.Market is null && connected is not null && record is { Kind: not MarketKind.Connected })
        {
            return new MarketOpening.BadInput(
                $"{AccountsFile.In(directory)} connects accounts, and {record.Contradiction(connected)}",
                "connect them in a directory of their own with --data, or move the file away");
        }

        MarketChoice choice =
            settings.Market ?? record?.Choice ?? connected ?? new MarketChoice.Simulated(null, null);
        if (record?.Contradiction(choice) is { } contradiction)
        {
            return new MarketOpening.BadInput(contradiction, GoOn);
        }

        MarketPlace place = new(directory, record, next);
        return choice switch
        {
            MarketChoice.Remote remote =>
                await RemoteMarket.OpenAsync(settings, remote.Address, place, cancellation),
            MarketChoice.Connected named =>
                await ConnectedMarket.OpenAsync(settings, named, place, cancellation),
            MarketChoice.Live => new MarketOpening.BadInput(
                "live prices are followed by a paper exchange in a process of its own",
                "run 'ballast paper --prices binance' and name its address with --venue"),
            MarketChoice.Simulated or MarketChoice.Replayed => LocalMarket.Open(settings, choice, place),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Installation Assemble(
        InstallationSettings settings, OpenDirectory open, WatchedJournal watched, OpenMarket market)
    {
        ExternalTargetSource targets = new(FolderOf(settings), settings.Real);
        EnginePorts ports = new()
        {
            Journal = market.Pace(watched),
            Notifier = open.Notifier,
            Accounts = market.Accounts,
            Prices = market.Prices,
            Candles = market.Candles,
            Targets = targets.Pace(market.Clock),
            Transfers = market.Transfers,
        };
        Duration look = Duration.FromSeconds(market.Speed / LooksPerSecond);
        EngineSettings engineSettings = new() { Installation = market.Installation };
        engineSettings = engineSettings with
        {
            ObserveEvery = Duration.Max(look, engineSettings.ObserveEvery),
            TickEvery = Duration.Max(look, engineSettings.TickEvery),
        };
        PortfolioEngine engine = new(ports, engineSettings, market.Clock, settings.Logs);
        Installation installation = new()
        {
            DataDirectory = open.Directory.Path,
            Journal = watched,
            Engine = engine,
            Clock = market.Clock,
            Real = settings.Real,
            MarketText = market.Text,
            Money = market.Money,
            Accepted = market.Accepted,
            Exchange = market.Exchange,
            ExchangeAddress = market.ExchangeAddress,
            Policy = settings.Policy,
            Parts =
            [
                PassRelief.Of(engine, market.Clock), .. market.Parts, Closing.Of(targets), open.Notifier,
                open.Journal, Closing.Of(open.Directory),
            ],
        };
        installation.Ends(market.End, settings.Logs);
        return installation;
    }

    // Paths of external targets are relative to the policy's file, or to the data directory where there is none.
    private static string FolderOf(InstallationSettings settings) => settings.Policy is PolicySource.FromFile file
        ? Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? settings.DataDirectory
        : settings.DataDirectory;

    // The stores say cause and way out in one sentence, parted by a semicolon.
    private static SettingUp.Refused Refusal(string sentence)
    {
        int parting = sentence.LastIndexOf("; ", StringComparison.Ordinal);
        return parting < 0
            ? new SettingUp.Refused(sentence, "choose another directory with --data")
            : new SettingUp.Refused(sentence[..parting], sentence[(parting + 2)..]);
    }

    private sealed record OpenDirectory(DataDirectory Directory, SqliteJournal Journal, OwnersNotifier Notifier);
}
