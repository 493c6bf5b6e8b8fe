namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>All that can be done to a sheet, at random.</summary>
internal static class SheetEdits
{
    private static readonly string[] Words = ["a", "bc", "😀", "defg", "#", " "];

    public static void Make(ISheet sheet, Random random)
    {
        switch (random.Next(12))
        {
            case < 3:
                Text(sheet.Topic<StringTopic>("text"), random);
                break;
            case 3:
                Number(sheet.Topic<IntTopic>("count"), random);
                break;
            case 4:
                Number(sheet.Topic<FloatTopic>("ratio"), random);
                break;
            case 5:
                sheet.Topic<BoolTopic>("done").Value = random.Next(2) == 0;
                break;
            case 6:
                sheet.Topic<ValueTopic<string?>>("mood").Value = random.Next(3) == 0 ? null : Word(random);
                break;
            case 7:
                sheet.Refer(random);
                break;
            case 8 or 9:
                Items(sheet.Topic<ListTopic<long>>("items"), random);
                break;
            case 10:
                Labels(sheet.Topic<SetTopic<string>>("labels"), random);
                break;
            default:
                Score(sheet.Topic<DictTopic<long>>("score"), random);
                break;
        }
        if (random.Next(20) == 0)
            sheet.Topic<EventTopic<long>>("rang").Emit(random.Next(10));
    }

    private static void Text(StringTopic text, Random random)
    {
        var (now, place) = (text.Value, 0);
        do
            place = random.Next(now.Length + 1);
        while (place > 0 && place < now.Length && char.IsLowSurrogate(now[place]));
        switch (random.Next(8))
        {
            case 0:
                text.Value = Word(random) + Word(random);
                break;
            case 1 or 2 when place < now.Length:
                text.Delete(place, char.IsHighSurrogate(now[place]) ? 2 : 1);
                break;
            case 3:
                text.Delete(0, place);
                break;
            default:
                text.Insert(place, Word(random));
                break;
        }
    }

    private static void Number(IntTopic number, Random random)
    {
        if (random.Next(3) == 0)
            number.Value = random.Next(-20, 20);
        else
            number.Add(random.Next(-200, 201));
    }

    private static void Number(FloatTopic number, Random random)
    {
        if (random.Next(2) == 0)
            number.Value = random.Next(-20, 20) / 4.0;
        else
            number.Add(random.Next(-8, 8) / 8.0); // exact in any order
    }

    private static void Items(ListTopic<long> items, Random random)
    {
        var place = random.Next(items.Count + 1);
        switch (random.Next(9))
        {
            case 0 when items.Count > 0:
                items.RemoveAt(random.Next(items.Count));
                break;
            case 1 when items.Count > 0:
                items[random.Next(items.Count)] = random.Next(100);
                break;
            case 2 when items.Count > 1:
                items.Move(random.Next(items.Count), random.Next(items.Count));
                break;
            case 3:
                items.Batch(copy =>
                {
                    if (copy.Count > 2)
                        copy.RemoveRange(0, 2);
                    copy.Reverse();
                    copy.Add(random.Next(100));
                });
                break;
            case 4:
                items.Value = [random.Next(100), random.Next(100)];
                break;
            case 5:
                items.AddRange([random.Next(100), random.Next(100)]);
                break;
            default:
                items.Insert(place, random.Next(100));
                break;
        }
    }

    private static void Labels(SetTopic<string> labels, Random random)
    {
        if (random.Next(8) == 0)
            labels.Value = [Word(random), Word(random)];
        else if (random.Next(3) == 0)
            labels.Remove(Word(random));
        else
            labels.Add(Word(random));
    }

    private static void Score(DictTopic<long> score, Random random)
    {
        if (random.Next(8) == 0)
        {
            score.Batch(copy =>
            {
                copy.Remove("a");
                copy["bc"] = random.Next(10);
            });
        }
        else if (random.Next(3) == 0)
            score.Remove(Word(random));
        else
            score[Word(random)] = random.Next(10);
    }

    private static string Word(Random random) => Words[random.Next(Words.Length)];
}
