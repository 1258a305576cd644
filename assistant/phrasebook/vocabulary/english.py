"""Common English words, which are never taken for misspelt phrasebook words."""

from assistant.phrasebook.folding import folded
from assistant.phrasebook.vocabulary.word_list import word_set

# Written down for this product: everyday verbs in all their forms, nouns and adjectives of home
# and office, and above all the short words that are one letter away from a word of business.
# Without them "see" becomes "set", "told" becomes "sold" and "spending" becomes "pending".
ENGLISH = folded(
    word_set(
        """
        able about above abroad absent accept accepted access accident account achieve across act
        acted action active actor actual add added address admit adult advance advice advise affair
        affect afford afraid age aged agent ago agree agreed agrees ahead aid aim air airport alarm
        album alert alike alive allow allowed alone along aloud alter amaze among anger angle angry
        animal ankle announce annoy annual answer answered ant anxious anybody anyhow anymore
        anyone anything anywhere apart apartment apologize app appear appeared apple apply appoint
        approach approve approved area areas argue argument arise arm arms army arrange arrest
        arrival arrive arrived arrow art artist ash aside ask asked asking asleep aspect asset
        assist assume assure attach attack attempt attend attention attract august aunt author
        avenue average avoid await awake award aware away awful baby back backed backup bacon bad
        badge badly bag bags bake baked baker balance ball ban band bank banks bar bare barely
        bargain bark barn base based basic basket bat batch bath bathroom battery battle bay beach
        beam bean bear beard beat beaten beauty became because become bed bedroom bee beef been
        beer beg began begin begins begun behave behind being belief believe bell belong belt bench
        bend bent beside best bet better beyond bicycle bid big bigger bill billed bills bin bind
        bird birth birthday bit bite bitter black blade blame blank blanket bleed blend bless blind
        block blocked blood blow blown blue board boat body boil bold bolt bomb bond bone bonus
        book booked books boot border bore bored boring born borrow boss bottle bottom bought
        bounce bound bow bowl box boy brain brake branch brand brave bread break breakfast breaks
        breath breathe breed brick bride bridge brief briefly bright bring brings broad broke
        broken brother brought brown brush bucket budget bug build building built bulb bulk bull
        bunch burn burnt burst bus bush business busy butter button buy buyer buyers buying buys
        cab cabin cabinet cable cafe cage cake calendar call called caller calling calls calm came
        camera camp campaign cancel candle candy cap capable capital captain car card cards care
        cared career careful carefully carpet carried carrier carries carry carrying cart case cash
        cast castle cat catch cattle caught cause caused cave cease ceiling celebrate cell cent
        center central centre certain certainly chain chair chairman challenge champion chance
        change changed changes channel chapter charge charged charges charm chart chase chat cheap
        cheaper cheat check checked cheek cheer cheese chef chest chicken chief child children chip
        choice choose chose chosen church circle citizen city claim class clean cleaned clear
        cleared clearly clerk clever click client climate climb clock close closed closer closet
        cloth clothes cloud club clue coach coal coast coat code coffee coin cold collar collect
        college color colour column combine come comes comfort coming command comment commit common
        company compare compared compete complain complaint complex computer concern concert
        conclude condition conduct confirm confirmed confuse connect consist constant contact
        contain content contest context continue contract control convert convince cook cooked cool
        cope copied copies copy cord core corn corner correct cost costs cotton could couch cough
        council count counted counter country county couple courage course court cousin cover
        covered cow crack craft crash crazy cream create created credit crew crime critic crop
        cross crowd crown cruel crush cry cup curious current curtain curve cushion custom cut cute
        cuts cycle dad daily damage damaged damp dance danger dare dark data date dated dates
        daughter dawn day dead deaf deal deals dealt dear death debate debt debts decade decide
        decided deck declare decline deep deeply deer defeat defend define degree delay delays
        delete deliver demand den dentist deny depart depend deposit depth describe desert deserve
        design desire desk despite detail detailed develop device devil dial diary did die died
        diet differ digital dinner direct direction dirt dirty disagree discount discover discuss
        disease dish dishes distance divide doctor document dog doll dollar done donkey door double
        doubt down dozen draft drag drama draw drawer drawn dream dress drew dried drink drive
        driven driver drop dropped drove drug drum dry duck due dull dump dust duty each eager ear
        earlier early earn earned earth ease easier easily east easy eat eaten edge edit edition
        editor educate effect effort egg eight either elbow elderly elect electric element eleven
        else email emails embarrass emotion employ employee employer empty enable end ended ending
        ends enemy energy engage engine engineer enjoy enjoyed enormous ensure enter entered entire
        entry envelope equal equip error escape essay estate estimate even evening event events
        eventually ever everybody everyone everything everywhere evidence evil exact exam examine
        example excellent except exchange excite excited excuse exercise exist exit expand expect
        expected expense expensive expert explain explained explode explore export express extend
        extra extreme eye eyes fabric face facility fact factor factory fade fail failed fair
        fairly faith fall fallen falls false fame familiar family famous fan fancy far fare farm
        farmer farther fashion fast faster fat fate father fault favor favorite favour fax fear
        feature february fed fee feed feel feeling feels fees feet fell fellow felt female fence
        few fewer field fierce fifth fight figure figures file filed files fill filled film final
        finally finance find finding fine finger finish finished fire fired firm first fish fit
        fits fix fixed flag flame flash flat flavor flew flight float flood floor flour flow flower
        fly focus fog fold folk follow followed following fond food fool foot force forced forecast
        foreign forest forever forget forgive forgot forgotten fork form formal format former forth
        fortune forward fought found four fox frame free freeze freight french frequent fresh
        friday fridge fried friend friendly friends front frozen fruit fry fuel full fully fun
        function fund funny fur future gain gained game games gap garage garden gas gate gather
        gave gear gender general generate gentle get gets getting ghost giant gift girl give given
        gives giving glad glance glass glove glue goal goat god goes going gold gone good goods got
        govern grab grade grain gram grand grandmother grant grass grateful grave gray great green
        greet grew grey grief grin grip grocery gross ground group grow growing grown growth guard
        guess guest guide guilty guitar gun guy guys habit hair half hall hammer hand handed handle
        hands handy hang happen happened happens happy hard harder hardly harm hat hate haul have
        head headache heading heal health hear heard heart heat heated heaven heavy heel height
        held hell help helped helpful helps hence hide high higher highest highly highway hill hint
        hip hire hired hiring history hit hits hobby hold holding holds hole holiday hollow holy
        home honest honey honor hood hook hope hoped hopefully horn horse hospital host hot hotel
        hour hours house however huge human humor hundred hung hunger hungry hunt hurry hurt hurts
        husband ice idea ideal identify idle ill image imagine impact import important improve inch
        include included income increase increased indeed index indicate industry inform
        information injure ink inner innocent input inside insist inspect inspire install instance
        instant instead instruct insult insurance intend interest interested internal internet
        interview introduce invent invest invite invited involve iron island issue issued issues
        item jacket jail jam january jar jaw jealous jeans jewel job jobs join joined joint joke
        journal journey joy judge juice july jump june junior jury justice keen keep keeping keeps
        kept key keys kick kid kids kill killed kind king kiss kitchen knee kneel knew knife knit
        knock knot know knowing known knows label labor lack ladder lady laid lake lamb lamp land
        lane language lap large larger largest laser late lately later latest laugh laughed launch
        laundry law lawn lawyer lay layer lazy lead leader leading leads leaf league leak lean leap
        learn learned least leather leave leaves leaving lecture led left leg legal lemon lend
        length lens lent less lesson letter letters level liar library licence license lid lie life
        lift light lights like liked likely likes limit limited line lines link lion lip liquid
        list listed listen lists literature little live lived lively lives living load loaded loan
        loans local locate located location lock locked logic lonely long longer look looked
        looking looks loop loose lord lorry lose loses losing loss lost lot lots loud love loved
        lovely lover low lower lowest luck lucky luggage lunch lung machine mad made magazine magic
        mail mails main mainly maintain major make maker makes making male mall man manage manager
        managers manner many map maps march mark marked market marks marriage married mask mass
        master match matched matches mate material math matter mayor meal meals mean meaning means
        meant measure meat media medical medicine medium meet meeting meets melt member memory men
        mend mental mention menu mercy mere merry mess message messages met metal meter method mice
        middle might mild mile milk mill mind minds mine minor mint minus minute minutes mirror
        miss missed misses missing mist mistake mix mixed mobile mode model modern modest mom
        moment monday money monitor monkey month mood moon moral more morning most mostly mother
        motion motor mount mountain mouse mouth move moved movie moves moving much mud mug multiple
        murder muscle museum music must myself nail naked name named names narrow nasty nation
        native natural nature near nearby nearest neat necessary neck need needed needle needs
        negative neighbor nephew nerve nervous nest net network new newly newspaper next nice night
        nights nine nobody nod noise none noon nor normal normally north nose note noted notes
        notice noticed novel now number nurse nut oak obey object observe obtain obvious obviously
        occasion occur ocean odd offer offered offers office officer official often oil old older
        oldest once onion online open opened opens opera operate opinion oppose option orange
        ordinary organ organize origin original ought ours outcome outer outline output outside
        oven overall overnight owe owed owes own owned owner owners owns pace pack package packed
        packs page pages paid pain paint painted pair palace pale pan panel panic pant paper papers
        parcel pardon parent parents park parked part parties partly partner parts party pass
        passed passes passing past paste pat path patience patient pattern pause pay paying payment
        pays peace peak pear pen pencil people pepper percent perfect perform perhaps period permit
        person personal pet phase phone phoned photo phrase physical piano pick picked picking
        picture pie piece pig pile pill pillow pilot pin pink pint pipe pit pity pizza place placed
        places plain plan plane planet planned plans plant plants plastic plate play played player
        plays pleasant please pleased pleasure plenty plot plug plus pocket poem poet point pointed
        points poison pole police policy polish polite pool poor pop popular port pose position
        positive possess possible post posted poster posts pot potato pound pour poverty powder
        power practice praise pray precious predict prefer preferred prepare prepared present press
        pressed pressure pretend pretty prevent previous price priced prices pride priest prince
        print printed printer prints prison private prize problem problems process produce produced
        product profit program project projects promise promised proof proper properly property
        propose proposed protect protest proud prove proven provide public publish pull pulled pump
        punch pupil pure purple purpose push pushed puts putting puzzle quality quarrel queen
        question questions quick quickly quiet quit quite quote quoted rabbit race radio rail rain
        raise raised raises ran random rang range rank rapid rare rarely rat rate rated rates
        rather raw reach reached react read reader reading ready real realize really rear reason
        reasons rebuild recall receipt receive recent recently recipe recognize recommend record
        recorded records recover recycle red reduce reduced refer reflect refund refuse regard
        regards region register regret regular reject relate related relation relative relax
        release relief rely remain remained remark remember remind remote remove removed rent
        rented repair repaired repeat repeated replace replaced reply report reported reports
        request requests require required rescue research reserve reserved resist resolve respect
        respond rest result results retail retire return returned returns reveal revenue review
        reviewed revise reward rice rich rid ride rider right ring rings ripe rise risen rises
        rising risk river road rob robot rock rod role roll rolled roof room rooms root rope rose
        rough round route routine row royal rub rubber rubbish rude rug ruin rule rules run runner
        running runs rural rush rust sack sad safe safely safety said sail sailor sake salad salary
        sale salt same sample sand sat satisfy saturday sauce save saved saves saving saw say
        saying says scale scan scanned scare scene schedule scheme school science scold score
        scored scrape scratch scream screen screw sea seal search season seat seats seated second
        secret secretary section sector secure see seed seeing seek seem seems seen sees seize
        seldom select self sell seller sells send sender sending sends senior sense sensible sent
        sentence separate series serious serve served server service session set sets setting
        settle settled seven several severe sew sex shade shadow shake shall shallow shame shape
        share shared shares sharp sharply shave she sheep sheet shelf shell shelves shelter shift
        shine shined ship ships shirt shock shoe shoot shop shopping shops shore short shorter
        shorts shot should shoulder shout show showed shower showing shown shows shut shy sick side
        sides sight sign signal signed silent silk silly silver similar simple since sing singer
        single sink sir sister sit site sites sits sitting situation six size sizes skill skin
        skirt sky sleep slept slice slide slight slip slow slower slowly small smaller smart smell
        smile smoke smooth snake snow soap social sock soft software soil sold soldier solid
        solution solve solved some somebody somehow someone something sometime somewhat somewhere
        son song soon sooner sore sorry sort sorted sorts soul sound sounds soup sour source south
        space spare speak speaker special speech speed speeds spell spelling spend spending spends
        spent spice spider spill spin spirit spit spite split spoil spoke spoken spoon sport spot
        spots spread spring square stable staff stage stain stair stamp stand standard stands star
        stare start started starting starts state stated statement states station status stay
        stayed stays steady steak steal steam steel steep steer step steps stick sticky stiff still
        stir stock stole stolen stomach stone stood stop stopped stops storage store stored stores
        storm story stove straight strange stranger stream street strength stress stretch strict
        strike string strip stripe strong struck structure struggle stuck student study stuff
        stupid style subject submit succeed success such sudden suddenly suffer sugar suggest
        suggested suit suitable suite sum summer sun sunday sung sunny super supper supply support
        suppose sure surely surface surprise surprised surround survey survive suspect sweat
        sweater sweep sweet swell swim swing switch switched symbol system systems table tables
        tail take taken takes taking tale talent talk talked talking talks tall tank tap tape
        target task tasks taste taught tax taxes taxi tea teach teacher team teams tear technical
        teeth telephone tell telling tells temper temple ten tend tennis tent term terms terrible
        test tested tests text than thank that theft theirs them theme theory therefore thick thief
        thin thing things think third thirst thirsty thorough those though thought thread threat
        three threw throat throughout throw thrown thumb thunder thus ticket tickets tidy tie tied
        tiger tight till time timer times tin tiny tip tire tired tires title toast tobacco today
        toe together toilet told tomato tomorrow ton tone tongue tonight tons took tool tools tooth
        top topic torn total totally touch touched tough tour tourist toward towel tower town toy
        toys trace track tracked tracks trade traffic trail trailer train trained training transfer
        translate transport trap travel tray treat treated treatment tree trees trend trial trick
        tricky tried tries trip trips trouble truck trucks true truly trunk trust truth try trying
        tube tune turn turned turning turns twelve twenty twice twin twist two type typed types
        typical tyre ugly ultimate umbrella unable uncle under understand understood unfair unhappy
        uniform union unique unit unite units unity universe unknown unlike unlikely until unusual
        update updated updates upper upset upstairs urge urgent usage use used useful useless user
        users uses using usual usually vacation valid valley valuable value values van various vary
        vast vegetable vehicle version very vessel via victim video view views village violent
        virus visit visited visitor visits voice void volume vote voted wage wages wait waited
        waiting waits wake walk walked walks wall walls wallet wander want wanted wanting wants war
        warm warmer warn warned warning wash washed waste wasted watch watched water wave waves way
        ways weak wealth weapon wear wears weather web wedding wednesday weekend weigh weight weird
        welcome well went west wet whale whatever wheat wheel wheels whenever whereas wherever
        whether while whisper white whoever whole wide widely wider width wife wild willing win
        wind window windows wine wing winner winning wins winter wipe wire wired wise wish wished
        wishes within without witness woke woman women won wonder wood wooden wool word words wore
        work worked worker workers working works world worn worry worried worse worst worth worthy
        would wound wrap wrapped wrist write writer writes writing written wrong wrote yard yeah
        year yell yellow yes yesterday yet young younger yours youth zero zone zones capacity
        capital robot person weather forecast assumption developer instruction previous office
        conversation wonderful terrific attached attachment invoice
        """
    )
)
