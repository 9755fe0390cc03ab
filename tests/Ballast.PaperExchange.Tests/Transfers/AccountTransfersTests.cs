using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Stores;
using Ballast.PaperExchange.Transfers;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Transfers;

public sealed class AccountTransfersTests : IDisposable
{
    private const string Other = "second";

    private readonly string folder = Directory.CreateTempSubdirectory("ballast-transfers-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Debits_at_once_and_credits_two_to_fifteen_minutes_later_less_the_fee()
    {
        using Rig rig = Open(new MemoryExchangeStore());
        Instant sent = rig.Now;
        rig.Venue.Transfers.Send(Wish(rig, "one", 300m)).ShouldBeOfType<TransferAnswer.Accepted>();

        (Cash(rig, Rig.Account), Cash(rig, Other)).ShouldBe((99_700m, 100_000m));
        rig.Clock.Advance(TimeSpan.FromSeconds(119));
        rig.Venue.Transfers.Find(Rig.Account, "one")!.State.ShouldBe(ExchangeTransferState.Underway);
        rig.Clock.Advance(TimeSpan.FromSeconds(15 * 60 - 119));
        rig.Venue.Transfers.Find(Rig.Account, "one")!.State.ShouldBe(ExchangeTransferState.Arrived);
        (Cash(rig, Rig.Account), Cash(rig, Other)).ShouldBe((99_700m, 100_299m));
        (rig.Venue.Transfers.Find(Rig.Account, "one")!.Due - sent).TotalMinutes.ShouldBeInRange(2d, 15d);
    }

    [Fact]
    public void Makes_one_transfer_to_a_client_id_for_ever()
    {
        using Rig rig = Open(new MemoryExchangeStore());
        rig.Venue.Transfers.Send(Wish(rig, "one", 300m));
        rig.Clock.Advance(TimeSpan.FromMinutes(20));
        rig.Venue.Transfers.Send(Wish(rig, "one", 300m)).ShouldBeOfType<TransferAnswer.Accepted>()
            .Transfer.State.ShouldBe(ExchangeTransferState.Arrived);

        rig.Venue.Transfers.All.ShouldHaveSingleItem();
        Cash(rig, Rig.Account).ShouldBe(99_700m);
    }

    [Fact]
    public void Refuses_what_the_account_does_not_hold_and_what_comes_too_late()
    {
        using Rig rig = Open(new MemoryExchangeStore());

        rig.Venue.Transfers.Send(Wish(rig, "much", 100_001m)).ShouldBeOfType<TransferAnswer.Refused>()
            .Code.ShouldBe("insufficient-balance");
        rig.Venue.Transfers.Send(Wish(rig, "late", 300m) with { ExpiresAt = rig.Now - Duration.Epsilon })
            .ShouldBeOfType<TransferAnswer.Refused>().Code.ShouldBe("expired");
        rig.Venue.Transfers.Find(Rig.Account, "much").ShouldBeNull();
    }

    [Fact]
    public void What_is_under_way_survives_a_kill()
    {
        Rig killed = Open(SqliteExchangeStore.Open(Path.Combine(folder, "exchange.db")));
        killed.Venue.Transfers.Send(Wish(killed, "one", 300m));
        foreach (string file in Directory.EnumerateFiles(folder).ToArray())
        {
            File.Copy(file, file.Replace("exchange", "copy", StringComparison.Ordinal));
        }

        using Rig restarted = Open(SqliteExchangeStore.Open(Path.Combine(folder, "copy.db")));
        restarted.Venue.Transfers.Find(Rig.Account, "one")!.State.ShouldBe(ExchangeTransferState.Underway);
        restarted.Clock.Advance(TimeSpan.FromMinutes(20));
        (Cash(restarted, Rig.Account), Cash(restarted, Other)).ShouldBe((99_700m, 100_299m));
        killed.Dispose();
    }

    /// <summary>Whatever is lost, late, refused or comes back: what is held, under way and kept is what there was.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Neither_makes_nor_loses_money_whatever_goes_wrong(int seed)
    {
        Random random = new(seed);
        using Rig rig = Open(new MemoryExchangeStore());
        for (int round = 0; round < 300; round++)
        {
            rig.Venue.Faults.Clear();
            FaultKind fault = random.Next(6) switch
            {
                0 => FaultKind.RequestLost,
                1 => FaultKind.Delayed,
                2 => FaultKind.AnswerTimeout,
                3 => FaultKind.Reject,
                4 => FaultKind.TransferReturned,
                _ => FaultKind.PriceStale,
            };
            rig.Venue.Faults.Add(
                new FaultRule { Kind = fault, On = RequestScope.Transfers, Seconds = random.Next(1, 90) });
            rig.Venue.Transfers.Send(Wish(rig, $"{random.Next(200)}", random.Next(2, 2_000)));
            rig.Clock.Advance(TimeSpan.FromSeconds(random.Next(0, 120)));
            rig.Venue.Advance();
            decimal away = rig.Venue.Transfers.All.Sum(transfer =>
                transfer.State == ExchangeTransferState.Underway ? transfer.Amount : transfer.Fee);
            (Cash(rig, Rig.Account) + Cash(rig, Other) + away).ShouldBe(200_000m, $"round {round}");
        }

        rig.Venue.Transfers.All.Length.ShouldBeGreaterThan(50);
        rig.Venue.Transfers.All.Select(transfer => transfer.ClientId).ShouldBeUnique();
    }

    private static Rig Open(IExchangeStore store) => new(
        new PaperVenueOptions
        {
            Accounts = [Rig.Customer(FeeTerms.Default), Rig.Customer(FeeTerms.Default) with { Name = Other }],
        },
        store);

    private static TransferWish Wish(Rig rig, string clientId, decimal amount) =>
        new(clientId, Rig.Account, Other, "USDC", amount) { ExpiresAt = rig.Now + Duration.FromMinutes(1) };

    private static decimal Cash(Rig rig, string account) =>
        rig.Venue.Balances(account).First(balance => balance.Asset == Rig.Usdc).Free.Value;
}
