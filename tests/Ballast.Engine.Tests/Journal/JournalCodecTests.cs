using System.Text.Json.Nodes;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Tests.Journal;

public sealed class JournalCodecTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 1, 12, 0);

    [Fact]
    public void Every_kind_of_event_has_a_name_and_a_version()
    {
        IEnumerable<Type> events = typeof(JournalEvent).GetNestedTypes();
        JournalCodec.KnownKinds.Count.ShouldBe(events.Count());
        JournalCodec.KnownKinds.ShouldAllBe(kind => kind.Version >= 1);
    }

    [Fact]
    public void Writes_canonical_json_and_reads_it_back()
    {
        JournalEvent.Halted halted = new("ann", new Reason("holiday", "back on Monday"));
        JournalEntry entry = JournalCodec.Encode(null, Noon, halted);
        entry.Payload.ShouldBe("""{"actor":"ann","why":{"code":"holiday","sentence":"back on Monday"}}""");
        Decode(entry, JournalUpgrades.Current).Event.ShouldBe(halted);
    }

    [Fact]
    public void Upgrades_a_payload_that_an_older_version_wrote()
    {
        JournalEntry old = new("", "halted", 0, Noon, """{"why":{"code":"x","sentence":"y"}}""");
        JournalUpgrades upgrades = JournalUpgrades.Current.With("halted", 0, payload =>
        {
            JsonObject upgraded = (JsonObject)payload.DeepClone();
            upgraded["actor"] = "unknown";
            return upgraded;
        });
        Decode(old, upgrades).Event.ShouldBe(new JournalEvent.Halted("unknown", new Reason("x", "y")));
    }

    [Fact]
    public void Reads_a_retraction_of_the_first_version_which_was_of_all_files()
    {
        JournalEntry old = new("", "trades-retracted", 1, Noon, """
            {
              "account": "paper", "trades": [{ "market": "AAA/USDC", "tradeId": "7" }], "actor": "ann",
              "why": { "code": "x", "sentence": "y" }
            }
            """);
        JournalEvent.TradesRetracted read =
            Decode(old, JournalUpgrades.Current).Event.ShouldBeOfType<JournalEvent.TradesRetracted>();
        (read.Trades.Single().TradeId, read.Source).ShouldBe(("7", null));
    }

    [Fact]
    public void Reads_a_booking_of_the_first_version_which_did_not_say_its_flow()
    {
        JournalEntry old =
            new("core", "balance-booked", 1, Noon, """{"account":"paper","memory":null,"postings":[]}""");
        Decode(old, JournalUpgrades.Current).Event
            .ShouldBeOfType<JournalEvent.BalanceBooked>().Flow.ShouldBe(Money.Zero);
    }

    [Fact]
    public void Reads_a_test_message_of_the_first_version_which_did_not_say_where_its_channels_led()
    {
        JournalEntry old = new("", "owner-reached", 1, Noon, """{"actor":"api","channels":["ops","mail"]}""");
        Decode(old, JournalUpgrades.Current).Event.ShouldBeOfType<JournalEvent.OwnerReached>()
            .Channels.ShouldBe([new OwnerChannel("ops", ""), new OwnerChannel("mail", "")]);
    }

    [Theory]
    [InlineData("""{"actor":"api"}""")]
    [InlineData("""{"actor":"api","channels":"ops"}""")]
    public void Refuses_a_test_message_of_the_first_version_that_is_not_one(string payload) =>
        Should.Throw<JournalUnreadableException>(() => Decode(
            new JournalEntry("", "owner-reached", 1, Noon, payload), JournalUpgrades.Current));

    [Theory]
    [InlineData("halted", 2)]
    [InlineData("never-heard-of", 1)]
    public void Says_of_what_a_newer_program_wrote_that_it_is_newer(string kind, int version) =>
        Should.Throw<JournalNewerException>(() => Decode(Entry(kind, version), JournalUpgrades.Current));

    [Fact]
    public void Refuses_what_it_cannot_read() =>
        Should.Throw<JournalUnreadableException>(() => Decode(Entry("halted", 0), JournalUpgrades.Current))
            .ShouldNotBeOfType<JournalNewerException>();

    private static JournalEntry Entry(string kind, int version) =>
        new("", kind, version, Noon, """{"actor":"ann","why":{"code":"x","sentence":"y"}}""");

    private static StampedEvent Decode(JournalEntry entry, JournalUpgrades upgrades) =>
        new JournalCodec(upgrades).Decode(new StoredEntry(1, entry, "hash"));
}
