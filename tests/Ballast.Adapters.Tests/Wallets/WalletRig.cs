using Ballast.Adapters.Venues;
using Ballast.Adapters.Wallets;
using Ballast.Adapters.Wallets.Addresses;
using Ballast.Adapters.Wallets.Chains;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>A wallet with its servers and a clock that stands at 2024-01-01, which is 1704067200 in Unix
/// seconds.</summary>
internal sealed class WalletRig : IDisposable
{
    public const long Now = 1_704_067_200;

    public static readonly AccountId Cold = new("cold");

    public WalletRig(string chain, string address, params ChainServer[] servers)
        : this(chain, address, [], servers)
    {
    }

    public WalletRig(string chain, string address, (string Address, string Asset)[] tokens, ChainServer[] servers)
    {
        WalletChain on = WalletChain.Find(chain)!;
        WalletOptions options = new()
        {
            Account = Cold,
            Chain = on,
            Address = AddressOf(on, address),
            Tokens = [.. tokens.Select(token =>
                new WalletToken(AddressOf(on, token.Address), new Asset(token.Asset)))],
            Endpoints = [.. servers.Select(server => server.Address)],
        };
        Wallet = new WalletVenue(options, new VenueClocks(Clock, Clock));
    }

    public ManualClock Clock { get; } = new();

    public WalletVenue Wallet { get; }

    public async Task<WalletReading.Counted> CountedAsync() =>
        (await Wallet.CountAsync(TestContext.Current.CancellationToken)).ShouldBeOfType<WalletReading.Counted>();

    public async Task<string> UnreadAsync() =>
        (await Wallet.CountAsync(TestContext.Current.CancellationToken)).ShouldBeOfType<WalletReading.Unread>().Why;

    public Task<AccountReading> BalancesAsync() =>
        Wallet.ReadBalancesAsync(Cold, TestContext.Current.CancellationToken);

    public void Dispose() => Wallet.Dispose();

    private static WalletAddress AddressOf(WalletChain chain, string text) =>
        WalletAddressReader.Read(chain.Family, text).ShouldBeOfType<WalletAddressReading.Read>().Address;
}
