namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>The wallet trades on the spot books: at 50,000 it buys at 50,005 and sells at 49,995.</summary>
public sealed class FleaWalletTests : IDisposable
{
    private readonly FleaRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void A_purchase_pays_the_ask_out_of_the_wallets_own_cash()
    {
        FleaReply fill = rig.Post(
            "/wallet/buy", """{"agent_id":"demo","asset":"BTC","quantity":0.0004,"reason":"under"}""");

        (fill.Status, fill.Number("fill_price"), fill.Number("value_usdc")).ShouldBe((200, 50_005m, 20.002m));
        Wallet().ShouldBe("""{"BTC":0.0008,"ETH":0.008,"SOL":0.2,"USDC":19.998}""");
        rig.Balance("wallet").ShouldBe(99.998m);
        rig.ShouldBalance();
    }

    [Fact]
    public void A_sale_brings_the_bid()
    {
        FleaReply fill = rig.Post(
            "/wallet/sell", """{"agent_id":"demo","asset":"BTC","quantity":0.0004,"reason":"over"}""");

        (fill.Status, fill.Number("value_usdc")).ShouldBe((200, 19.998m));
        Wallet().ShouldBe("""{"ETH":0.008,"SOL":0.2,"USDC":59.998}""");
    }

    [Fact]
    public void More_than_the_wallet_has_is_409_with_what_it_has()
    {
        FleaReply sale = rig.Post(
            "/wallet/sell", """{"agent_id":"demo","asset":"BTC","quantity":0.0005,"reason":""}""");
        (sale.Status, sale.Number("available"), sale.Text("asset")).ShouldBe((409, 0.0004m, "BTC"));
        FleaReply purchase = rig.Post(
            "/wallet/buy", """{"agent_id":"demo","asset":"BTC","quantity":0.001,"reason":""}""");
        (purchase.Status, purchase.Number("available"), purchase.Text("asset")).ShouldBe((409, 40m, "USDC"));
    }

    [Fact]
    public void A_wish_by_value_and_pair_is_filled_within_its_slippage()
    {
        FleaReply fill = rig.Post("/wallet/order",
            """
            {"agent_id":"demo","symbol":"ETH-USDC","side":"buy","quote_amount":10,"max_slippage_bps":10}
            """);

        // 10 / 2,500.25 cut to 8 digits.
        (fill.Status, fill.Number("quantity")).ShouldBe((200, 0.00399960m));
        rig.Post("/wallet/order",
                """
                {"agent_id":"demo","symbol":"ETH-USDC","side":"sell","quote_amount":10,"max_slippage_bps":0.1}
                """)
            .Text("field").ShouldBe("max_slippage_bps");
        rig.ShouldBalance();
    }

    [Fact]
    public void Balances_come_as_quantities_or_as_what_is_available() =>
        rig.Get("/wallet/balances?agent_id=demo&form=available").Body.GetProperty("balances").GetRawText().ShouldBe(
            """{"BTC":{"available":0.0004},"ETH":{"available":0.008},"""
            + """ "SOL":{"available":0.2},"USDC":{"available":40}}""".TrimStart());

    private string Wallet() => rig.Get("/wallet/balances?agent_id=demo").Body.GetProperty("balances").GetRawText();
}
